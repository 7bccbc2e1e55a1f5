package dev.bluegreen.file.internal.aws;

import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the keys of this room share. They name no type of AWS, so that files can be read without bluegreen-aws. */
final class AwsParts {

    /** Part of the host name that requests go to. */
    static final ValueType<String> REGION_TYPE =
            ValueType.TEXT.map(AwsParts::requireRegion).matching("^[a-z]{2,}(-[a-z]+)+-[0-9]+$");

    static final Key<String> REGION = Key.of("region", REGION_TYPE, "The AWS region, such as eu-central-1.");

    private static final Pattern REGION_NAME = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]+");
    private static final Pattern ARN =
            Pattern.compile("arn:[a-z-]+:(elasticloadbalancing|sns):([a-z0-9-]+):[0-9]{12}:\\S+");

    /** The ARN of something with a region, which its client then has. */
    static final ValueType<String> ARN_TYPE = ValueType.TEXT
            .map(AwsParts::requireArn)
            .matching("^arn:[a-z-]+:(elasticloadbalancing|sns):[a-z0-9-]+:[0-9]{12}:\\S+$");

    private AwsParts() {}

    private static String requireRegion(String text) {
        if (!REGION_NAME.matcher(text).matches()) {
            throw new ConfigurationException(
                    "region: " + Wording.quoted(text) + " is not a region; give one such as eu-central-1");
        }
        return text;
    }

    private static String requireArn(String text) {
        if (!ARN.matcher(text).matches()) {
            throw new ConfigurationException("arn: " + Wording.quoted(text)
                    + " is not an ARN with region and account; copy it from the console, or from aws ... describe");
        }
        return text;
    }

    /** The region of an ARN; what is no ARN is a region. */
    static String region(String arnOrRegion) {
        Matcher parts = ARN.matcher(arnOrRegion);
        return parts.matches() ? parts.group(2) : arnOrRegion;
    }

    /** Refuses a file that needs bluegreen-aws where it is not there, before any of its classes is looked for. */
    static void requireModule() {
        if (AwsParts.class.getResource("/dev/bluegreen/aws/Aws.class") == null) {
            throw new ConfigurationException(
                    "aws: bluegreen-aws is not on the class path; add dev.bluegreen:bluegreen-aws");
        }
    }
}
