"""Telling a WebSub hub (W3C Recommendation of 23 January 2018) which feeds have changed."""
