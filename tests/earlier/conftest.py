import sys
from pathlib import Path

import pytest

for folder in ("history", "program"):
    sys.path.insert(0, str(Path(__file__).parents[1] / folder))
pytest.register_assert_rewrite("the_program", "kept_homes")
