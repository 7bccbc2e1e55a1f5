package dev.bluegreen.file.internal.aws;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Platform;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * The account and the clients of a file: credentials as the SDK finds them, one attempt budget, no threads. One account for a
 * file, so that its parts share the rate limit. The keys of this room name no type of AWS, so that files can be read without
 * bluegreen-aws on the class path.
 */
final class AwsParts {

    static final Key<String> REGION = Key.of("region", ValueType.TEXT, "The AWS region, such as eu-central-1.");

    private static final Pattern ARN =
            Pattern.compile("arn:[a-z-]+:(elasticloadbalancing|sns):([a-z0-9-]+):[0-9]{12}:\\S+");

    /** The ARN of something with a region, which the client then has. */
    static final ValueType<String> ARN_TYPE = ValueType.TEXT
            .map(AwsParts::requireArn)
            .matching("^arn:[a-z-]+:(elasticloadbalancing|sns):[a-z0-9-]+:[0-9]{12}:\\S+$");

    private AwsParts() {}

    private static String requireArn(String text) {
        if (!ARN.matcher(text).matches()) {
            throw new ConfigurationException("arn: " + Wording.quoted(text)
                    + " is not an ARN with region and account; copy it from the console, or from aws ... describe");
        }
        return text;
    }

    private static Region regionOf(String arn) {
        Matcher parts = ARN.matcher(arn);
        return Region.of(parts.matches() ? parts.group(2) : "");
    }

    /** Refuses a file that needs bluegreen-aws where it is not there, before any of its classes is looked for. */
    static void requireModule() {
        if (AwsParts.class.getResource("/dev/bluegreen/aws/Aws.class") == null) {
            throw new ConfigurationException(
                    "aws: bluegreen-aws is not on the class path; add dev.bluegreen:bluegreen-aws");
        }
    }

    static Aws aws(Values values) {
        Platform platform = values.platform(Platform.class);
        return values.shared(Aws.class, "", () -> Aws.on(platform));
    }

    static ElasticLoadBalancingV2Client elb(Values values, String arnOrRegion) {
        Region region = arnOrRegion.startsWith("arn:") ? regionOf(arnOrRegion) : Region.of(arnOrRegion);
        return values.shared(ElasticLoadBalancingV2Client.class, region.id(), () -> ElasticLoadBalancingV2Client.builder()
                .region(region)
                .overrideConfiguration(Aws.clientConfiguration())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
    }

    static Route53Client route53(Values values) {
        return values.shared(Route53Client.class, "", () -> Route53Client.builder()
                .region(Region.AWS_GLOBAL)
                .overrideConfiguration(Aws.clientConfiguration())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
    }

    static SnsClient sns(Values values, String arn) {
        Region region = regionOf(arn);
        return values.shared(SnsClient.class, region.id(), () -> SnsClient.builder()
                .region(region)
                .overrideConfiguration(Aws.clientConfiguration())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
    }

    static CloudWatchClient cloudWatch(Values values) {
        Region region = Region.of(values.get(REGION));
        return values.shared(CloudWatchClient.class, region.id(), () -> CloudWatchClient.builder()
                .region(region)
                .overrideConfiguration(Aws.clientConfiguration())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build());
    }
}
