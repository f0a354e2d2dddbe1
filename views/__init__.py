"""Words and pictures without a framework: the pages, the paper and the plain pages show the same."""
