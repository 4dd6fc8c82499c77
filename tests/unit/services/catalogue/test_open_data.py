import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.catalogue.kinds import FeeKind
from services.catalogue.open_data import BEGINS_A_FORMULA, cell


class TestCell:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (None, ""),
            (True, "true"),
            (False, "false"),
            (0, "0"),
            (FeeKind.FREE, "free"),
            ("Khai sinh", "Khai sinh"),
            ([{"value": 3}], '[{"value": 3}]'),
            ("=1+1", "'=1+1"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
        ],
    )
    def test_it(self, value, shown):
        assert cell(value) == shown

    @given(st.text(max_size=20))
    def test_no_text_becomes_a_formula_and_none_is_lost(self, text):
        file = io.StringIO(newline="")
        csv.writer(file).writerow([cell(text), "x"])

        ((read, _),) = csv.reader(io.StringIO(file.getvalue(), newline=""), strict=True)
        assert not read.startswith(BEGINS_A_FORMULA)
        assert read.removeprefix("'") == text.removeprefix("'")
