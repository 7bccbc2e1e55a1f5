/** A release as a file: {@code release.yaml}, read strictly, and put on a platform. */
@NullMarked
package dev.bluegreen.file;

import org.jspecify.annotations.NullMarked;
