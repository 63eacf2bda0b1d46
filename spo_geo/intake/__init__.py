"""From a file that somebody keeps to projects: read, understand, repair, merge.

``sheets`` reads the bytes of a file into raw cells and refuses what is hostile or
beyond its limits; the modules after it say what the cells mean.
"""
