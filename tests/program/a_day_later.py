"""Time goes by: what is kept in a home is moved back, as if it had been practised then.

Moved are the moments in the stored sessions and the ids made of them, so a session of the first of a month goes into
the file of the month before. The cache is dropped, as deleting it changes nothing.

    python tests/program/a_day_later.py HOME [DAYS]
"""

import json
import re
import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path

_ID = re.compile(r"\b(\d{8}T\d{6})Z(?=-[a-z0-9]{6}\b)")
_MOMENT = re.compile(r"(?<=\")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)(?=\")")
_DAY = re.compile(r"(?<=\")\d{4}-\d\d-\d\d(?=\")")  # until when something is sealed


def let_time_go_by(home, **span):
    """Move everything kept under this home back, so that now is so much later: `days=1`, `minutes=2`."""
    back = timedelta(**span)
    for shard in sorted((home / "data" / "history").glob("*/*.json")):
        rows = json.loads(_earlier(shard.read_text(encoding="utf-8"), back))
        shard.unlink()
        for number, row in rows["sessions"].items():
            _put(shard.with_name(f"{row['id'][:4]}-{row['id'][4:6]}.json"), number, row)
    for derived in (home / "cache", home / "state" / "written"):  # it is the same machine that wrote it then
        shutil.rmtree(derived, ignore_errors=True)


def _earlier(text, back):
    def moment(found):
        return (datetime.fromisoformat(found[0]) - back).isoformat()

    text = _ID.sub(lambda found: f"{datetime.fromisoformat(found[1]) - back:%Y%m%dT%H%M%S}Z", text)
    text = _MOMENT.sub(moment, text)
    return _DAY.sub(lambda found: f"{datetime.fromisoformat(found[0]) - timedelta(back.days):%Y-%m-%d}", text)


def _put(path, number, row):
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"sessions": {}}
    taken = number if number not in kept["sessions"] else str(max(map(int, kept["sessions"])) + 1)
    kept["sessions"][taken] = row
    path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    let_time_go_by(Path(sys.argv[1]), days=int(sys.argv[2]) if len(sys.argv) > 2 else 1)
