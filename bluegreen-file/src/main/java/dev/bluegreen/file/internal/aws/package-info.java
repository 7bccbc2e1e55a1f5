/** What a release file names of AWS: routers, verifiers, objectives and sinks of bluegreen-aws. */
@NullMarked
package dev.bluegreen.file.internal.aws;

import org.jspecify.annotations.NullMarked;
