"""From raw cells to a table whose columns and rows are known."""
