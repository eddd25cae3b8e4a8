"""Supply: allocation, lead-time delays, safety stock, sales capacity."""
