"""What Scrip's operations cost beside those of its peers: `make bench`."""
