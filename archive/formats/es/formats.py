"""Spanish: as Django writes it, and short dates with the month in letters."""

SHORT_DATE_FORMAT = "j b Y"
SHORT_DATETIME_FORMAT = "j b Y, H:i"
