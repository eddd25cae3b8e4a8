"""Choice: utility, willingness to pay, channel fit, rationing, consumer surplus."""
