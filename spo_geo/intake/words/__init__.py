"""What the words of one cell say: places, dates, names, numbers."""
