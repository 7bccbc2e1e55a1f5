package dev.bluegreen.check.slo;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.Duration;

/**
 * Maximum burn rate of an error budget. At a rate of 1 the budget lasts exactly for the objective's period.
 *
 * @param longWindow long window, which excludes short spikes
 * @param shortWindow short window, which shows that the burn continues
 * @param rate lowest rate that is too fast, above 0
 */
public record BurnRate(Duration longWindow, Duration shortWindow, double rate) {

    /** 14.4 over an hour and five minutes: 2 % of a 30-day budget in an hour. */
    public static final BurnRate FAST = new BurnRate(Duration.ofHours(1), Duration.ofMinutes(5), 14.4);

    /** 6 over six hours and half an hour: 5 % of a 30-day budget in six hours. */
    public static final BurnRate SLOW = new BurnRate(Duration.ofHours(6), Duration.ofMinutes(30), 6);

    /**
     * Validates the values.
     *
     * @throws ConfigurationException unless 0 &lt; shortWindow &lt;= longWindow and rate &gt; 0
     *     and finite
     */
    public BurnRate {
        Input.requirePositive("burnRate.longWindow", longWindow);
        Input.requirePositive("burnRate.shortWindow", shortWindow);
        if (shortWindow.isNegative() || shortWindow.isZero() || shortWindow.compareTo(longWindow) > 0) {
            throw new ConfigurationException("burnRate: windows " + Wording.of(longWindow) + " and "
                    + Wording.of(shortWindow) + "; give a long one and a short one that is above 0 and not longer");
        }
        if (!(rate > 0 && Double.isFinite(rate))) {
            throw new ConfigurationException("burnRate: rate " + rate + "; give a finite one above 0, such as 14.4");
        }
    }
}
