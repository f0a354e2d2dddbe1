"""Logs that cannot hold an answer.

A traceback ends with the message of its error, and that message may quote what a person typed. Every log record of
this process therefore keeps the kind of the error and the places in the code, and drops the message.
"""

from __future__ import annotations

import logging
import traceback


def silence_answers() -> None:
    """From now on no log record of this process carries the text of an exception."""
    make = logging.getLogRecordFactory()

    def without_message(*args: object, **kwargs: object) -> logging.LogRecord:
        record = make(*args, **kwargs)
        if record.exc_info:
            record.exc_text = outline(record.exc_info[1])
            record.exc_info = None
        return record

    logging.setLogRecordFactory(without_message)


def outline(error: BaseException | None) -> str:
    """Kind of ``error`` and where it arose, without its message: enough to mend the code."""
    if error is None:
        return ""
    frames = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    return "\n".join([*frames, type(error).__name__])
