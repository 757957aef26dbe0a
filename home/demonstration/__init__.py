"""The demonstration: three invented schools of one network, and six terms of what they did."""
