package dev.bluegreen.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The admission policy that docs/permissions.md has people apply. No API server is here that would check its expressions. */
class RightsDocumentTest {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @Test
    void thePolicyIsYamlOfItsKindAndItsBindingNamesIt() throws IOException {
        List<String> documents = documents();
        ValidatingAdmissionPolicy policy = YAML.unmarshal(documents.get(0), ValidatingAdmissionPolicy.class);
        ValidatingAdmissionPolicyBinding binding =
                YAML.unmarshal(documents.get(1), ValidatingAdmissionPolicyBinding.class);

        assertThat(policy.getAdditionalProperties()).isEmpty();
        assertThat(policy.getSpec().getAdditionalProperties()).isEmpty();
        assertThat(policy.getSpec().getFailurePolicy()).isEqualTo("Fail");
        assertThat(policy.getSpec().getMatchConstraints().getResourceRules()).hasSize(2);
        assertThat(policy.getSpec().getValidations()).hasSize(6).allSatisfy(validation -> {
            assertThat(validation.getMessage()).isNotBlank();
            assertBalanced(validation.getExpression());
        });
        assertThat(policy.getSpec().getVariables()).hasSize(2).allSatisfy(variable -> {
            assertBalanced(variable.getExpression());
        });
        assertThat(binding.getSpec().getPolicyName())
                .isEqualTo(policy.getMetadata().getName());
        assertThat(binding.getSpec().getValidationActions()).containsExactly("Deny");
    }

    private static void assertBalanced(String expression) {
        assertThat(expression.chars().filter(c -> c == '(').count())
                .as(expression)
                .isEqualTo(expression.chars().filter(c -> c == ')').count());
    }

    private static List<String> documents() throws IOException {
        String text = Files.readString(Path.of("../docs/permissions.md"));
        int end = text.indexOf("```", text.indexOf("kind: ValidatingAdmissionPolicy"));
        int begin = text.lastIndexOf("```yaml\n", end - 1) + "```yaml\n".length();
        return List.of(text.substring(begin, end).split("(?m)^---$"));
    }
}
