"""The script that changes the code: what it changes, and what it counts."""

from pathlib import Path

import pytest

from tests.mutants import (
    ROOT,
    TESTS,
    Result,
    difference,
    is_noticed,
    main,
    mutated,
    table,
    undecorated,
)

SOURCE = '''
from functools import cached_property, lru_cache


class Square:
    def __init__(self, side: int) -> None:
        self.side = side

    @cached_property
    def area(self) -> int:
        """The area."""
        return self.side * self.side

    @staticmethod
    def sides() -> int:
        return 4


@lru_cache(maxsize=8)
def area(side: int) -> int:
    return Square(side).area
'''


def test_functions_behave_the_same_with_their_wrappers_below_them() -> None:
    source = undecorated(SOURCE)
    assert "    area = cached_property(area)\n" in source
    assert source.endswith("\narea = lru_cache(maxsize=8)(area)\n")
    assert "@staticmethod" in source
    names: dict[str, object] = {}
    exec(source, names)  # noqa: S102
    assert names["area"](3) == names["area"](side=3) == 9
    assert names["area"].cache_info().maxsize == 8
    assert names["Square"](2).area == 4


def test_wrapped_functions_are_changed_too_and_the_change_can_be_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "square.py"
    path.write_text(SOURCE, "utf-8")
    code, names = mutated(path)
    changes = [difference(code, name) for name in names]
    (change,) = (text for text in changes if "self.side / self.side" in text)
    assert change.endswith(
        "\n-    return self.side * self.side\n+    return self.side / self.side"
    )
    assert any("return 5" in text for text in changes)
    assert any("Square(None)" in text for text in changes)


def test_an_answer_of_pytest_counts_only_when_tests_ran() -> None:
    assert [is_noticed(code) for code in (0, 1, 2, 3, -9)] == [False] + [True] * 4
    for no_run in (4, 5):
        with pytest.raises(RuntimeError, match="ran no tests"):
            is_noticed(no_run)


def test_the_table_adds_up() -> None:
    results = [Result("one", 8, ("a", "b")), Result("two", 2, ())]
    assert [line.split() for line in table(results).splitlines()] == [
        ["module", "mutants", "killed", "survived", "share"],
        ["one", "8", "6", "2", "75.0%"],
        ["two", "2", "2", "0", "100.0%"],
        ["all", "10", "8", "2", "80.0%"],
    ]


def test_each_module_and_each_of_its_tests_is_there() -> None:
    for module, tests in TESTS.items():
        assert (ROOT / "spo_geo" / f"{module}.py").is_file()
        assert all((ROOT / test).is_file() for test in tests)


def test_a_module_without_tests_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weather"]) == 2
    assert "no tests are named for weather; known: gazetteer" in capsys.readouterr().out
