import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "pages"))  # `reading` reads a page of HTML
