"""Files of word processors and e-book programs: pandoc takes them apart, within limits, and what
comes out goes the same way as a page of HTML."""
