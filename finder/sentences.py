"""What can be said of a fault: a key and its values; the English line stands once, beside the key.

The command line and the machine interface speak these lines. A page says the same key in its own words, with the same
placeholders: ``data/texts/office/faults.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of :data:`SENTENCES` by its key, and what stands in its placeholders (perhaps a sentence again)."""

    key: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        return SENTENCES[self.key].format_map(self.values)


def sentence(key: str, /, **values: object) -> Sentence:
    """The sentence ``key`` with these values."""
    return Sentence(key, values)


CELLS: Mapping[str, str] = {
    "postcode": "must be a Swiss postcode of four digits, for example 4528",
    "day": "must be a day of the calendar written as YYYY-MM-DD, for example 2026-11-22",
    "vague_day": (
        "must be as exact as the source: a day YYYY-MM-DD, a month YYYY-MM or a year YYYY, for example 2026-11"
    ),
    "age_in_years": "must be an age in whole years from 0 to 120",
    "price": "must be an amount in CHF with at most two decimals, for example 80.00",
    "degrees": "must be a {name} in Switzerland, in decimal degrees from {least} to {most}",
    "phone": "must be a Swiss telephone number written as 032 627 23 11",
    "office_phone": "must be an office's line: a mobile number may be a private person's",
    "email": "must be an e-mail address in small letters, for example info@example.ch",
    "office_email": "must be an office's address: firstname.lastname is a private person's",
    "web_address": "must be a web address that begins with https://, or with http:// where a source says so",
    "short_name": "must be a short name in small letters, digits and hyphens, for example netzwerk-grenchen",
    "source_list": "must be ids of sources.csv or web addresses, separated by « | »",
    "plain_text": "must be one line of plain text",
    "nobody_private": "must hold no person's name and no telephone number, e-mail or AHV number",
    "per_cent": "must be a share in per cent, for example 93.558 %",
}
"""What one cell may hold. A reader of cells raises these by their key."""

PYDANTIC: Mapping[str, str] = {
    "greater_than": "Input should be greater than {gt}",
    "greater_than_equal": "Input should be greater than or equal to {ge}",
    "less_than_equal": "Input should be less than or equal to {le}",
    "int_parsing": "Input should be a valid integer, unable to parse string as an integer",
    "int_parsing_size": "Unable to parse input string as an integer, exceeded maximum size",
    "float_parsing": "Input should be a valid number, unable to parse string as a number",
    "finite_number": "Input should be a finite number",
    "date_from_datetime_parsing": "Input should be a valid date or datetime, {error}",
    "date_from_datetime_inexact": "Datetimes provided to dates should have zero time - e.g. be exact dates",
    "decimal_parsing": "Input should be a valid decimal",
    "decimal_max_places": "Decimal input should have no more than {decimal_places} decimal places",
    "enum": "Input should be {expected}",
    "literal_error": "Input should be {expected}",
    "string_pattern_mismatch": "String should match pattern '{pattern}'",
    "other": "{message}",
}
"""The types of error of the library that checks the cells, with its own words."""

FILES: Mapping[str, str] = {
    "file_exists": "the file must exist",
    "file_readable": "the file must be readable ({reason})",
    "utf_8": "save as CSV UTF-8",
    "csv": "must be CSV: is a quotation mark left open?",
    "toml": "must be TOML in UTF-8",
    "cells_in_row": "{count} cells, found {found}",
    "not_empty": "must not be empty",
    "row_below_headings": "there must be a row below the headings",
    "column_missing": "the column is missing",
    "no_such_column": "no such column; there are {columns}",
    "column_twice": "the column stands twice",
    "holds_answers": "must hold answers as a situation may",
    "holds_as_before": "must hold what the file of this name held before",
}

ROWS: Mapping[str, str] = {
    "differs_from_row": "must differ from row {row}",
    "stands_already": "stands in row {row} already",
    "as_in_row": "must be as in row {row}: {expected}",
    "twin_row": "needs a twin row of type {type}",
    "overlaps": "overlaps with the days of row {row}",
    "not_before": "must not be before {day}",
    "other_coordinate": "must be filled exactly when the other coordinate is",
    "filled_with_point": "must be filled exactly when lat and lon are",
    "filled_with_type": "must be filled exactly when type is",
    "filled_with_street": "must be filled where street is",
    "filled_for_precision": "must be filled where precision is {precision}",
    "price_with_unit": "price and price_unit must be filled together",
    "not_below_age_min": "must not be below age_min {age}",
    "level_unknown": "level_unknown goes with beschaeftigung_1 and beschaeftigung_2 only",
    "agrees_with_confidence": "must agree with confidence {confidence}: both are former or neither is",
    "some_contact": "must hold a street, a town, a telephone, an e-mail or a website",
    "point_in_switzerland": "must be a point in Switzerland, in LV95 metres or WGS 84 degrees",
}

BETWEEN_FILES: Mapping[str, str] = {
    "source_id": "must be an id of sources.csv",
    "source_id_or_web": "must be an id of sources.csv or a web address",
    "known_postcode": "must be a postcode of postcodes.csv",
    "known_locality": "must be a locality of postcodes.csv",
    "known_location": "must be a location of programmes.csv",
    "in_a_sozialregion": "must belong to a Sozialregion",
    "municipality_of_canton": "must be a municipality of Canton {canton} in postcodes.csv",
    "canton_of_place": "must be the canton of {column} {place}",
    "within_km": "must lie within {km} km of {column} {place}",
    "shares_add_up": "the shares of {place} must add up to 100",
    "below_ceiling": "must not be above the canton's ceiling of {ceiling} per {unit}",
    "needs_tariff": "{kind} is billed by the {unit} and needs a tariff for it",
    "needs_limit": "edition {edition} needs {limit} for {size}",
    "more_for_each_further": "must be more than 0 for each further person",
    "more_than_smaller": "must be more than the {amount} of {size} in edition {edition}",
    "figure_listed": "the figure must be on file",
    "office_listed": "the office must be on file",
    "cited_document": "a rule cites this document: it must be listed",
    "office_of_door": "the door {door} leads to this office: it must be listed",
}

RECORDS: Mapping[str, str] = {
    "text_missing": "the text is missing",
    "text_surplus": "no such text in German",
    "text_placeholders": "the placeholders are {names}",
    "text_or_plural": "must be a text, or one for each plural category",
    "plural_other": "the plural needs the category «other»",
    "brace_open": "a brace is not closed",
    "font_for_script": "static/fonts must hold its script",
    "heading_of_question": "a German heading must lead to this question",
    "answer_of_question": "no such answer to this question",
    "longest_stay": "must not be more than the {longest} months that are allowed",
    "just_billed_by": "billed by {units}: just that must be filled",
}

ANSWERS: Mapping[str, str] = {
    "one_of": "{words}",
    "true_or_false": "true or false",
    "a_text": "a text",
    "short_text": "a short text",
    "amount_chf": "an amount in CHF, 0 or more, for example 2500 or 2'500.50",
    "whole_number": "a whole number from {least} to {most}",
    "age_not_year": "the age in years, {allowed}",
    "number": "a number from 0 to {most}",
    "one_number": "{allowed}; {first} or {second}?",
    "any_number": "a number",
    "a_day": "a day like 1.12.2026 or 2026-12-01",
    "iso_day": "a day such as 2026-11-22",
    "place": "a Swiss postcode or place",
    "place_near": "a Swiss postcode or place; did you mean {near}?",
    "place_not_abroad": "a Swiss postcode or place; this one is abroad",
    "place_as_typed": "a Swiss postcode of four digits, the name of a Swiss place, or both",
    "place_name": "the name of a place or municipality",
    "four_digits": "a Swiss postcode of four digits",
    "value_or_null": "a value, or null where it was not answered",
    "utf_8_text": "text in UTF-8",
    "json": "JSON ({reason})",
    "json_object": "a JSON object",
    "object_with": "an object with {keys}",
    "object_of_answers": "an object of answers",
    "object_of_plan": "an object with the keys of a plan",
    "object_of_days": 'an object like {{"full_days": 8, "short_days": 2}}',
    "each_key_once": "each key once",
    "no_such_answer": "no such answer; there are {keys}",
    "no_such_key": "no such key; there are {keys}",
    "goes_with_kind": "only {units} ({unit} does not go with {kind})",
    "days_together": "at most {most} days together",
    "days_per_week": "more than 0 and at most 5 days a week",
    "hours_by_month": "a list of hours, one for each month, at most {most}",
    "hours_per_day": "more than 0 and at most {most} hours",
    "weekdays": "one to five weekdays",
    "after_first_weekday": "a day after the first planned weekday",
    "not_before_start": "a day not before the start",
    "months_at_most": "at most {most} months",
    "version": "1 to {last}",
    "keys_at_most": "a list of at most {most} keys",
    "keys_of_offers": "keys of offers",
    "readable_file": "a file that can be read",
    "readable_file_for": "a file that can be read ({reason})",
    "readable_folder": "a folder or file that can be read",
    "readable_folder_for": "a folder or file that can be read ({reason})",
    "data_folder": "a data folder",
    "folder_to_copy": "a folder that can be copied to a temporary one ({reason})",
    "one_of_our_tables": "a folder with, or one of, {files}",
    "toml_of_answers": "a TOML file with a table named answers",
    "working_day": "a day from Monday to Friday",
    "register_columns": "a register with {columns}",
    "zip_of_one": "a ZIP with one CSV in it",
}
"""What may be answered or given: said by the command line and the machine interface."""

CASES: Mapping[str, str] = {
    "no_case": "there is no case below the headings",
    "no_headings": "a row of headings such as {keys}",
    "answer_twice": "this answer stands twice",
    "megabytes": "at most {most} MB, found {found} MB; split the table",
    "megabytes_unpacked": "at most {most} MB unpacked; split the table",
    "rows_at_most": "at most {most} rows; split the table",
    "table_empty": "the table is empty",
    "new_excel": "save as Excel workbook (.xlsx) without a password, or as CSV",
    "csv_or_excel": "a table saved as CSV UTF-8 or Excel (.xlsx)",
    "whole_workbook": "a workbook that Excel can open",
    "simple_table": "a plain table; save it as CSV UTF-8",
    "unmerged": "merged across columns: unmerge",
    "value_not_formula": "a value; open and save the table once, or paste the values",
    "value_not_error": "a value; the spreadsheet shows an error here",
    "characters_at_most": "at most {most} characters",
    "leave_column_out": "{why}; leave the column out",
    "leave_out": "{why}; leave it out",
    "personal_name": "this looks like a name",
    "personal_ahv_number": "this looks like an AHV number",
    "personal_birth_date": "this looks like a birth date; give the age in years",
    "personal_email": "this looks like an e-mail address",
    "personal_phone": "this looks like a telephone number",
    "personal_address": "this looks like an address; the postcode is enough",
    "personal_identity": "this looks like the number of a paper or a file",
}
"""What an uploaded table of cases must be."""

NOT_ON_FILE: Mapping[str, str] = {
    "no_source": "no source {source} in data/sources.csv",
    "no_tariff": "a tariff for {kind} per {unit} on {day} is not on file",
    "no_edition": "a limit of edition {edition} on {day} is not on file",
    "no_limit": "{limit} for {size} in edition {edition} is not on file",
    "no_figure": "the number of {figure} is not on file",
    "no_figure_on": "the number of {figure} on {day} is not on file",
}

SENTENCES: Mapping[str, str] = {
    key: line
    for table in (CELLS, PYDANTIC, FILES, ROWS, BETWEEN_FILES, RECORDS, ANSWERS, CASES, NOT_ON_FILE)
    for key, line in table.items()
}
"""Every sentence by its key."""
