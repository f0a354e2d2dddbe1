"""Work on what somebody uploads: each piece in a process of its own, with bounds on time, memory and files.

A table of a hundred thousand cases, or one made to be heavy, must slow nobody else down and must not be able to stop
the service. The process works for one piece and ends; nothing it read stays.
"""
