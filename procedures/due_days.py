"""When a result is due, and until when one is in time; every rule with its source.

The day of handing in is not counted (Civil Code 2015 Đ147.1); working days leave out weekends and
public holidays; what is handed in after 15:00 counts from the next working day, as the national
texts say; a last day that is no working day moves to the next one (Civil Code 2015 Đ148.5).
"""

from datetime import timedelta

from pages.working_days import is_working_day

LAST_HOUR = 15
MOST_DAYS = 400


def received_on(moment):
    """The working day on which papers handed in at `moment` (commune time) count as received."""
    day = moment.date()
    if is_working_day(day) and moment.hour < LAST_HOUR:
        return day
    return next_working_day(day)


def next_working_day(day):
    """The first working day after `day`."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def due_day(moment, working_days):
    """The day on which the result is due; 0 working days mean the day of receipt itself."""
    day = received_on(moment)
    for _ in range(min(working_days, MOST_DAYS)):
        day = next_working_day(day)
    return day


def last_day_in_time(day, days):
    """The last day to register, `days` calendar days after the event on `day`."""
    last = day + timedelta(days=min(days, MOST_DAYS))
    return last if is_working_day(last) else next_working_day(last)
