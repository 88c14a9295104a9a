"""The showcase of "Dân vận khéo" models: from YAML files to pages, search, map and open data.

Data flows one way: files -> reading -> checks -> catalogue -> pages and exports.
Nothing here imports MkDocs, opens the network or reads the clock.
"""
