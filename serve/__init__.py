"""The production server around the pages: headers, health, the machine interface over HTTP, silent logs."""
