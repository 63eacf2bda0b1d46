"""From a table to projects and a report: ``understand.understand`` is the door."""
