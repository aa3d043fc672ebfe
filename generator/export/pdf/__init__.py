"""Sheets as PDF: streams, fonts, pictures and shadings of our own in a document that ReportLab strings together."""
