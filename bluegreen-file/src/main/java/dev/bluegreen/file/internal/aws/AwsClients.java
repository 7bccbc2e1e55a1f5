package dev.bluegreen.file.internal.aws;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.SigV4;
import dev.bluegreen.check.slo.RequestSigner;
import dev.bluegreen.file.spi.Values;
import dev.bluegreen.spi.Platform;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * The account and the clients of a file: credentials as the SDK finds them, no threads, no connection before the first request.
 * One account for a file, so that its parts share the rate limit.
 */
final class AwsClients {

    private AwsClients() {}

    static Aws aws(Values values) {
        Platform platform = values.platform(Platform.class);
        return values.shared(Aws.class, "", () -> Aws.on(platform));
    }

    static ElasticLoadBalancingV2Client elb(Values values, String arnOrRegion) {
        String region = AwsParts.region(arnOrRegion);
        return values.shared(
                ElasticLoadBalancingV2Client.class,
                region,
                () -> in(region, ElasticLoadBalancingV2Client.builder()).build());
    }

    static Route53Client route53(Values values) {
        return values.shared(
                Route53Client.class,
                "",
                () -> in(Region.AWS_GLOBAL.id(), Route53Client.builder()).build());
    }

    static SnsClient sns(Values values, String arn) {
        String region = AwsParts.region(arn);
        return values.shared(
                SnsClient.class, region, () -> in(region, SnsClient.builder()).build());
    }

    static CloudWatchClient cloudWatch(Values values) {
        String region = values.get(AwsParts.REGION);
        return values.shared(
                CloudWatchClient.class,
                region,
                () -> in(region, CloudWatchClient.builder()).build());
    }

    static RequestSigner signer(Values values) {
        return SigV4.prometheus(
                aws(values),
                Region.of(values.get(AwsParts.REGION)),
                DefaultCredentialsProvider.builder().build());
    }

    private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B in(String region, B builder) {
        return builder.region(Region.of(region))
                .overrideConfiguration(Aws.clientConfiguration())
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }
}
