"""The rulebook: decides what to do about a medical bill, from a case, a day and the compiled guide; nothing else.

Standard library only, no clock, no files, no network, no printing (`__main__.py` alone reads files and prints), so the
same code runs in the build, on the command line and on the reader's device.
"""
