"""Print what the package needs to run, each at the lowest version its own bounds allow, as constraints for pip."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
for requirement in [*project["dependencies"], *project["optional-dependencies"]["vault"]]:
    name, lowest = re.match(r"([\w.-]+)>=([\d.]+)", requirement).groups()
    print(f"{name}=={lowest}")  # noqa: T201  it goes to a file
