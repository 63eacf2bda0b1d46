"""Timings, printed as tables: ``make bench``. Never part of the tests."""
