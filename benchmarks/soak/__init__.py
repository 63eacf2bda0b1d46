"""Long runs and faults, each with what it must keep: ``make soak``. POSIX only."""
