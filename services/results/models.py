"""Every table of results, in one import."""

from services.results.books import BookNumber, NumberBook
from services.results.result import Result, ResultFile, ResultStatus
from services.results.signatures import SignatureRecord

__all__ = ["BookNumber", "NumberBook", "Result", "ResultFile", "ResultStatus", "SignatureRecord"]
