package dev.bluegreen.report;

import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.report.internal.html.Series;
import dev.bluegreen.report.internal.html.TrafficCounts;
import java.time.Instant;

/**
 * Collects what a report does not hold, for the charts of an {@link HtmlReport}: the values of objectives, {@code
 * slo.observedBy(collector)}, and requests as a probe, a load test or a proxy sees them. Of a long operation it keeps a coarser
 * view, in bounded memory. Thread-safe.
 */
public final class ReportCollector implements Slo.Observer {

    private final Series series = new Series();
    private final TrafficCounts traffic = new TrafficCounts();

    private ReportCollector() {}

    /** An empty collector. */
    public static ReportCollector create() {
        return new ReportCollector();
    }

    @Override
    public void observed(String objective, Instant at, Slo.Result result) {
        Input.given("collector.at", at, "give an instant");
        Input.given("collector.result", result, "give an Slo.Result")
                .reading()
                .ifPresent(
                        reading -> series.add(Input.given("collector.objective", objective, "name it"), at, reading));
    }

    /**
     * Counts a request that a track answered as it should.
     *
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    public void answered(Instant at, Track track) {
        traffic.answered(
                Input.given("collector.at", at, "give an instant"),
                Input.given("collector.track", track, "give Track.BLUE or Track.GREEN"));
    }

    /**
     * Counts a request that failed.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public void failed(Instant at) {
        traffic.failed(Input.given("collector.at", at, "give an instant"));
    }

    Series series() {
        return series;
    }

    TrafficCounts traffic() {
        return traffic;
    }
}
