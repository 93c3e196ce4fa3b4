"""What options there are: properties, meta attributes, settings of operations and devices."""
