"""From a file that somebody keeps to projects: read, understand, repair, merge.

``files`` reads bytes into raw cells and refuses what is hostile or beyond its limits;
``words`` says what one cell means, ``columns`` what a table holds, ``projects`` what
its rows are; ``compare`` finds what is there already, ``merging`` writes it.
"""
