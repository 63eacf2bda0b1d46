"""The proposal kit: a selection as a Word document that a proposal writer pastes.

`kit.brief_file` is the door and `options.read_brief_options` what goes through it;
the modules behind them are, in the order of the work: `redact` (what shall not be
named), `similarity` (which projects come first), `results`, `cells`, `counting` and
`content` (what goes in), `picture` (the map), `render` (Word) and `pdf` (LibreOffice).

Nothing is imported here: the options are read without Word and Matplotlib.
"""
