"""Coverage atlas of SPO: project records joined to Pakistan's ADM2 districts."""

__version__ = "0.1.0"
