package dev.bluegreen.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.Permission;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IamPolicyTest {

    @Test
    void printsWhatIsNeededAndNothingOfOtherSystems() {
        IamPolicy policy = new IamPolicy(List.of(
                aws("elasticloadbalancing", "*", "DescribeTags"),
                aws("elasticloadbalancing", "arn:a", "ModifyRule"),
                aws("elasticloadbalancing", "*", "DescribeRules"),
                new Permission("kubernetes", "", "services", Optional.of("shop"), "patch")));

        assertThat(policy.json()).isEqualTo("""
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": ["elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeTags"],
                      "Resource": "*"
                    },
                    {
                      "Effect": "Allow",
                      "Action": ["elasticloadbalancing:ModifyRule"],
                      "Resource": "arn:a"
                    }
                  ]
                }
                """);
    }

    @Test
    void aRecordIsNamedInACondition() {
        IamPolicy policy = new IamPolicy(List.of(
                aws("route53", "zone", "ListResourceRecordSets"),
                new Permission("aws", "route53", "zone", Optional.of("api.test"), "ChangeResourceRecordSets"),
                new Permission("aws", "route53", "zone", Optional.of("_fence.api.test"), "ChangeResourceRecordSets")));

        assertThat(policy.json()).contains("""
                      "Action": ["route53:ChangeResourceRecordSets"],
                      "Resource": "zone",
                      "Condition": {
                        "ForAllValues:StringEquals": {
                          "route53:ChangeResourceRecordSetsNormalizedRecordNames": [
                            "_fence.api.test",
                            "api.test"
                          ]
                        }
                      }
                    }
                """);
    }

    private static Permission aws(String service, String resource, String action) {
        return new Permission("aws", service, resource, Optional.empty(), action);
    }
}
