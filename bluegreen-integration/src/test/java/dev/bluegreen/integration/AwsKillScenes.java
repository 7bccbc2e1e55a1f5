package dev.bluegreen.integration;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.alb.TargetGroupCutover;
import dev.bluegreen.aws.route53.Route53Cutover;
import dev.bluegreen.aws.route53.Route53Record;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.laws.killmatrix.KillMatrix;
import dev.bluegreen.laws.killmatrix.KillOperation;
import dev.bluegreen.laws.killmatrix.scene.AlbArns;
import dev.bluegreen.laws.killmatrix.scene.AwsProcess;
import dev.bluegreen.laws.killmatrix.scene.AwsScene;
import dev.bluegreen.laws.killmatrix.scene.KillScene;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.aws.FakeAlb;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.route53.Route53Client;

/** The strategies that call AWS, each with a kill matrix: pods, lock and record in a fake cluster, the router in a fake AWS. */
final class AwsKillScenes {

    /** How long a listener is read back: as often as is enough to tell, for each look is four calls to spoil. */
    private static final Duration READ_BACK = Duration.ofSeconds(10);

    private AwsKillScenes() {}

    /** Of a strategy, by the scenes it plays in. */
    static KillMatrix matrix(Supplier<KillScene> scenes) {
        return KillMatrix.of(scenes)
                .operations(
                        KillOperation.SWITCH,
                        KillOperation.ROLL_BACK,
                        KillOperation.RECOVER_FINISHING,
                        KillOperation.RECOVER_UNDOING,
                        KillOperation.RETIRE);
    }

    static KillScene targetGroups() {
        return AwsScene.targetGroups(AwsKillScenes::platform, (process, arns) -> List.of(listener(process, arns)));
    }

    /** A rule, and then the default action of its listener. */
    static KillScene ruleAndListener() {
        return AwsScene.targetGroups(AwsKillScenes::platform, (process, arns) -> {
            TargetGroupCutover groups = groups(process, arns);
            return List.of(groups.rule(arns.rule()), groups.defaultAction(arns.listener()));
        });
    }

    static KillScene weightedRecords() {
        return AwsScene.weightedRecords(
                AwsKillScenes::platform, process -> record(process).weighted("blue", "green"));
    }

    static KillScene failoverRecords() {
        return AwsScene.failoverRecords(AwsKillScenes::platform, AwsKillScenes::failover);
    }

    static CutoverStrategy failover(AwsProcess<Fabric8Platform> process) {
        return record(process).failover(AwsScene.host(Track.BLUE), AwsScene.host(Track.GREEN));
    }

    static Fabric8Platform platform(KubernetesClient client, Time time) {
        return Fabric8Platform.of(client).withTime(time);
    }

    static CutoverStrategy listener(AwsProcess<Fabric8Platform> process, AlbArns arns) {
        return groups(process, arns).defaultAction(arns.listener());
    }

    private static TargetGroupCutover groups(AwsProcess<Fabric8Platform> process, AlbArns arns) {
        ElasticLoadBalancingV2Client client =
                built(ElasticLoadBalancingV2Client.builder(), process, Region.of(FakeAlb.REGION));
        return TargetGroupCutover.between(aws(process), client, arns.blue(), arns.green())
                .readBackFor(READ_BACK);
    }

    private static Route53Record record(AwsProcess<Fabric8Platform> process) {
        return Route53Cutover.using(aws(process), built(Route53Client.builder(), process, Region.AWS_GLOBAL))
                .hostedZone(AwsScene.ZONE)
                .record(AwsScene.NAME);
    }

    private static Aws aws(AwsProcess<Fabric8Platform> process) {
        return Aws.on(process.platform()).evenPolls();
    }

    /** A client that makes one attempt: the SDK's own waiting would be in real time. */
    private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends AutoCloseable> C built(
            B builder, AwsProcess<Fabric8Platform> process, Region region) {
        C client = builder.region(region)
                .endpointOverride(process.endpoint())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(process.accessKeyId(), "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        process.closing().accept(client);
        return client;
    }
}
