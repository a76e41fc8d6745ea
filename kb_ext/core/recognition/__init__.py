"""What authors already wrote that is worth being a record: tables that compare, words that are defined."""
