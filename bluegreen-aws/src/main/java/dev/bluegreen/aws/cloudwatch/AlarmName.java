package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.aws.internal.Regions;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

/**
 * Identity of an alarm.
 *
 * @param arn its ARN if that was given; it names the account, too
 */
record AlarmName(String name, Optional<String> arn) {

    private static final int LONGEST = 255;
    private static final int PARTS = 7;

    /**
     * Parses a name, or an ARN such as {@code arn:aws:cloudwatch:eu-central-1:123456789012:alarm:errors}, whose name may
     * have colons.
     *
     * @param region of the client; null if unknown
     */
    static AlarmName of(String given, @Nullable Region region) {
        if (!Input.given("alarm", given, "give the name or the ARN of an alarm").startsWith("arn:")) {
            return new AlarmName(requireName(given), Optional.empty());
        }
        List<String> parts = List.of(given.split(":", PARTS));
        if (parts.size() < PARTS
                || !parts.get(2).equals("cloudwatch")
                || !parts.get(5).equals("alarm")) {
            throw new ConfigurationException(
                    "alarm: " + Wording.quoted(given) + " is the ARN of something else; give the name of an"
                            + " alarm, or arn:aws:cloudwatch:<region>:<account>:alarm:<name>");
        }
        Regions.require("alarm", Wording.quoted(given), parts.get(3), region);
        return new AlarmName(requireName(parts.get(6)), Optional.of(given));
    }

    /** True if the found alarm is this one: another account may have one of the same name. */
    boolean isOf(String foundName, @Nullable String foundArn) {
        return foundName.equals(name)
                && (arn.isEmpty() || foundArn == null || arn.get().equals(foundArn));
    }

    private static String requireName(String name) {
        return Input.requireText("alarm", name, LONGEST);
    }

    @Override
    public String toString() {
        return "alarm '" + name + "'";
    }
}
