package dev.bluegreen.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.laws.killmatrix.KillMatrix;
import dev.bluegreen.laws.killmatrix.KillMatrixResult;
import dev.bluegreen.laws.killmatrix.KillOperation;
import dev.bluegreen.laws.killmatrix.scene.CallFault;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every call of every operation of the strategies that call AWS, those of Kubernetes and those of AWS: the process killed
 * before and after it, and each fault. A build does one of {@value #SAMPLE} runs, the same ones each time;
 * {@code -Dkillmatrix.aws.every=1} does all.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
@Tag("exhaustive")
class AwsKillMatrixTest {

    static final int SAMPLE = 450;

    private static final int EVERY = Integer.getInteger("killmatrix.aws.every", SAMPLE);

    /** Most calls for two routes are those for one: a part of their runs is enough. */
    private static final int EVERY_OF_SEVERAL = 4;

    @Test
    void everyCallOfEveryOperationOnAListenerWithTwoTargetGroups() {
        hold(AwsKillScenes.matrix(AwsKillScenes::targetGroups).every(EVERY));
    }

    @Test
    void callsOfEveryOperationOnARuleAndItsListener() {
        hold(AwsKillScenes.matrix(AwsKillScenes::ruleAndListener).every(EVERY * EVERY_OF_SEVERAL));
    }

    @Test
    void everyCallOfEveryOperationOnWeightedRecords() {
        hold(AwsKillScenes.matrix(AwsKillScenes::weightedRecords).every(EVERY));
    }

    @Test
    void everyCallOfEveryOperationOnAFailoverPair() {
        hold(AwsKillScenes.matrix(AwsKillScenes::failoverRecords).every(EVERY));
    }

    /** The only calls that can land late: Elastic Load Balancing has no compare-and-set. */
    @Test
    void aLateWriteToAListenerIsCountedAndReportedAndNothingIsRetired() {
        KillMatrixResult result = hold(AwsKillScenes.matrix(AwsKillScenes::targetGroups)
                .operations(KillOperation.SWITCH)
                .calls(call -> call.verb().equals("ModifyListener"))
                .callFaults(CallFault.DELIVERED_LATE));

        assertThat(result.rows().get(KillOperation.SWITCH).lateWrites()).isPositive();
    }

    @Test
    void aBatchThatWasDeliveredLateTakesNoEffect() {
        KillMatrixResult result = hold(AwsKillScenes.matrix(AwsKillScenes::weightedRecords)
                .operations(KillOperation.SWITCH)
                .calls(call -> call.verb().equals("ChangeResourceRecordSets"))
                .callFaults(CallFault.DELIVERED_LATE));

        assertThat(result.rows().get(KillOperation.SWITCH).lateWrites()).isZero();
    }

    private static KillMatrixResult hold(KillMatrix matrix) {
        KillMatrixResult result = matrix.run();

        assertThat(result.failures()).as("\n" + result).isEmpty();
        return result;
    }
}
