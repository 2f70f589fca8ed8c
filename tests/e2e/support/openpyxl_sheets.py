"""Prints the cells of a workbook as JSON, as openpyxl reads them; for workbook.ts."""

import datetime
import json
import sys
import warnings

import openpyxl


def plain(value):
    """A date is told apart from a text."""
    if isinstance(value, datetime.datetime):
        return {"date": value.isoformat(timespec="milliseconds")}
    return value


# What openpyxl warns of, Excel might offer to repair.
warnings.simplefilter("error")
workbook = openpyxl.load_workbook(sys.argv[1], data_only=True)
sheets = [
    [sheet.title, [[plain(value) for value in row] for row in sheet.iter_rows(values_only=True)]]
    for sheet in workbook.worksheets
]
json.dump(sheets, sys.stdout)
