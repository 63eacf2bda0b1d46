"""When two rows speak of one project, and what comes of it."""
