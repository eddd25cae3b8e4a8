"""Studies: scenarios played many times, and the statistics, comparisons and advice that follow from them.

`runs` is the lowest folder; `comparison`, `robustness` and `experiment` stand on it, `sweep`, `advice` and
`validation` above these. All play through one `Runner`. Nothing here prints or draws: pictures and reports
are fetched from their registries, and files are written only where a folder is given.
"""
