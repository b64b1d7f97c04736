package io.lumadb.query.execution;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MongoDB's expression operators of moments as its manual describes them, tried by {@link OperatorTrial}. */
class MomentOperatorsTest {

    private final OperatorTrial trial = new OperatorTrial(new Bench());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            2021-03-20T11:30:05.250Z | {"$year": "$d"}                               | 2021
            2021-03-20T11:30:05.250Z | {"$month": "$d"}                              | 3
            2021-03-20T11:30:05.250Z | {"$dayOfMonth": "$d"}                         | 20
            2021-03-20T11:30:05.250Z | {"$hour": {"date": "$d", "timezone": "+02:00"}} | 13
            2021-03-20T11:30:05.250Z | {"$minute": "$d"}                             | 30
            2021-03-20T11:30:05.250Z | {"$second": "$d"}                             | 5
            2021-03-20T11:30:05.250Z | {"$millisecond": "$d"}                        | 250
            2021-03-20T11:30:05.250Z | {"$dayOfWeek": "$d"}                          | 7
            2021-03-20T11:30:05.250Z | {"$isoDayOfWeek": "$d"}                       | 6
            2021-03-20T11:30:05.250Z | {"$dayOfYear": "$d"}                          | 79
            2021-01-02T00:00:00Z     | {"$week": "$d"}                               | 0
            2021-01-03T00:00:00Z     | {"$week": "$d"}                               | 1
            2021-01-02T00:00:00Z     | {"$isoWeek": "$d"}                            | 53
            2021-01-02T00:00:00Z     | {"$isoWeekYear": "$d"}                        | 2020
            2021-01-02T00:00:00Z     | {"$year": "$x"}                               | null
            2021-01-02T00:00:00Z     | {"$year": "x"}                                | !$year takes moments, not string
            2021-01-02T00:00:00Z     | {"$hour": {"date": "$d", "timezone": "Mars"}} | !$hour knows no time zone 'Mars'
            2021-01-31T10:00:00Z     | {"$dateAdd": {"startDate": "$d", "unit": "month", "amount": 1}} | {"$date":"2021-02-28T10:00:00Z"}
            2021-01-31T10:00:00Z     | {"$dateAdd": {"startDate": "$d", "unit": "hour", "amount": -11}} | {"$date":"2021-01-30T23:00:00Z"}
            2021-03-27T10:00:00Z     | {"$dateAdd": {"startDate": "$d", "unit": "day", "amount": 1, "timezone": "Europe/Berlin"}} | {"$date":"2021-03-28T09:00:00Z"}
            2021-01-31T10:00:00Z     | {"$dateSubtract": {"startDate": "$d", "unit": "quarter", "amount": 1}} | {"$date":"2020-10-31T10:00:00Z"}
            2021-01-31T10:00:00Z     | {"$dateAdd": {"startDate": "$d", "unit": "month", "amount": 1.5}} | !whole amounts
            2021-01-31T10:00:00Z     | {"$dateAdd": {"startDate": "$d", "unit": "moon", "amount": 1}} | !knows no unit 'moon'
            2021-01-31T10:00:00Z     | {"$dateAdd": {"startDate": "$x", "unit": "month", "amount": 1}} | null
            2021-01-31T10:00:00Z     | {"$dateAdd": {"startDate": 5, "unit": "month", "amount": 1}} | !$dateAdd takes moments
            2020-12-31T23:00:00Z     | {"$dateDiff": {"startDate": "$d", "endDate": {"$date": "2021-01-01T01:00:00Z"}, "unit": "year"}} | 1
            2021-01-01T00:00:00Z     | {"$dateDiff": {"startDate": "$d", "endDate": {"$date": "2021-01-31T23:59:59Z"}, "unit": "month"}} | 0
            2021-01-02T00:00:00Z     | {"$dateDiff": {"startDate": "$d", "endDate": {"$date": "2021-01-03T00:00:00Z"}, "unit": "week"}} | 1
            2021-01-02T00:00:00Z     | {"$dateDiff": {"startDate": "$d", "endDate": {"$date": "2021-01-03T00:00:00Z"}, "unit": "week", "startOfWeek": "Mon"}} | 0
            2021-01-02T00:59:00Z     | {"$dateDiff": {"startDate": "$d", "endDate": {"$date": "2021-01-02T01:01:00Z"}, "unit": "hour"}} | 1
            2021-01-02T00:00:00Z     | {"$dateDiff": {"startDate": "$d", "endDate": "$x", "unit": "hour"}} | null
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$d", "unit": "month"}} | {"$date":"2021-03-01T00:00:00Z"}
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$d", "unit": "week"}} | {"$date":"2021-03-14T00:00:00Z"}
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$d", "unit": "week", "startOfWeek": "monday"}} | {"$date":"2021-03-15T00:00:00Z"}
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$d", "unit": "week", "binSize": 2, "timezone": "America/Los_Angeles", "startOfWeek": "Monday"}} | {"$date":"2021-03-15T07:00:00Z"}
            2020-05-18T14:10:30Z     | {"$dateTrunc": {"date": "$d", "unit": "week", "binSize": 2, "timezone": "America/Los_Angeles", "startOfWeek": "Monday"}} | {"$date":"2020-05-11T07:00:00Z"}
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$d", "unit": "hour", "binSize": 6}} | {"$date":"2021-03-20T06:00:00Z"}
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$d", "unit": "quarter"}} | {"$date":"2021-01-01T00:00:00Z"}
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$d", "unit": "day", "binSize": 0}} | !a bin of 1 unit or more
            2021-03-20T11:30:05Z     | {"$dateTrunc": {"date": "$x", "unit": "day"}} | null
            2021-03-05T01:02:03.004Z | {"$dateToString": {"date": "$d"}}             | "2021-03-05T01:02:03.004Z"
            2021-03-05T01:02:03.004Z | {"$dateToString": {"date": "$d", "format": "%Y/%m/%d %H:%M:%S.%L %j %w %u %U %V %G %b %B %%"}} | "2021/03/05 01:02:03.004 064 6 5 09 09 2021 Mar March %"
            2021-03-05T01:02:03.004Z | {"$dateToString": {"date": "$d", "format": "%H%z %Z", "timezone": "-04:30"}} | "20-0430 -270"
            2021-03-05T01:02:03.004Z | {"$dateToString": {"date": "$x", "onNull": "never"}} | "never"
            2021-03-05T01:02:03.004Z | {"$dateToString": {"date": "$x"}}             | null
            2021-03-05T01:02:03.004Z | {"$dateToString": {"date": "$d", "format": "%Q"}} | !knows no part %Q
            2021-03-05T01:02:03.004Z | {"$dateToString": {"date": 5}}                | !$dateToString takes moments
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "2017-02-08T12:10:40.787"}} | {"$date":"2017-02-08T12:10:40.787Z"}
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "2017-02-08", "timezone": "America/New_York"}} | {"$date":"2017-02-08T05:00:00Z"}
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "2017-02-08T12:00:00+0200"}} | {"$date":"2017-02-08T10:00:00Z"}
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "08.02.2017", "format": "%d.%m.%Y"}} | {"$date":"2017-02-08T00:00:00Z"}
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "Feb 8 17h", "format": "%b %d %Hh"}} | {"$date":"1970-02-08T17:00:00Z"}
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "soon"}}   | !cannot read 'soon' as a moment
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "soon", "onError": "later"}} | "later"
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": "$x", "onNull": "never"}} | "never"
            2021-01-01T00:00:00Z     | {"$dateFromString": {"dateString": 5}}        | !$dateFromString takes strings
            2021-01-01T00:00:00Z     | {"$dateFromParts": {"year": 2017, "month": 2, "day": 8, "hour": 12}} | {"$date":"2017-02-08T12:00:00Z"}
            2021-01-01T00:00:00Z     | {"$dateFromParts": {"year": 2017, "month": 14, "day": 1, "hour": 0}} | {"$date":"2018-02-01T00:00:00Z"}
            2021-01-01T00:00:00Z     | {"$dateFromParts": {"isoWeekYear": 2017, "isoWeek": 6, "isoDayOfWeek": 3}} | {"$date":"2017-02-08T00:00:00Z"}
            2021-01-01T00:00:00Z     | {"$dateFromParts": {"year": 2017, "month": null}} | null
            2021-01-01T00:00:00Z     | {"$dateFromParts": {"year": "2017"}}          | !whole numbers
            2021-01-02T03:04:05.006Z | {"$dateToParts": {"date": "$d"}}              | {"year":2021,"month":1,"day":2,"hour":3,"minute":4,"second":5,"millisecond":6}
            2021-01-02T03:04:05.006Z | {"$dateToParts": {"date": "$d", "iso8601": true}} | {"isoWeekYear":2020,"isoWeek":53,"isoDayOfWeek":6,"hour":3,"minute":4,"second":5,"millisecond":6}
            2021-01-02T03:04:05.006Z | {"$dateToParts": {"date": "$x"}}              | null
            """)
    void worksOnMoments(String moment, String expression, String value) {
        trial.check("{\"d\": {\"$date\": \"" + moment.strip() + "\"}}", expression, value);
    }
}
