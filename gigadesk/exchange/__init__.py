"""Spreadsheets and Word documents, out and in: bytes and plain values, no workbook of ours."""
