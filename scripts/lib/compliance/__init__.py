"""Rule packs: read and checked, compared with the chain, applied and explained."""
