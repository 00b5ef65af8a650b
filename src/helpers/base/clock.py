"""The day on which something is built or published."""

import os
from datetime import UTC, date, datetime


def today() -> date:
    """The day of the source where the environment states one (`SOURCE_DATE_EPOCH`), otherwise today."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(stated), UTC).date() if stated else date.today()
