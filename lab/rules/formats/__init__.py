"""One file per rule format; ``lab.rules.loader.FORMATS`` lists them."""
