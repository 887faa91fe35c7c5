/* Any two colours of a map differ by at least 8 (CIEDE2000), also for colour-blind readers. */
#include "support.h"

#include "layout/palette.h"
#include <math.h>

typedef struct {
    double v[3];
} Triple;

/* Severity 1.0 of Machado, Oliveira & Fernandes 2009, IEEE TVCG 15:1291-1298, on linear RGB. */
static const double NORMAL[9] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
static const double PROTANOPIA[9] = {0.152286, 1.052583,  -0.204868, 0.114503, 0.786281,
                                     0.099216, -0.003882, -0.048116, 1.051998};
static const double DEUTERANOPIA[9] = {0.367322, 0.860646,  -0.227968, 0.280085, 0.672501,
                                       0.047413, -0.011820, 0.042940,  0.968881};
static const double TRITANOPIA[9] = {1.255528, -0.076749, -0.178779, -0.078411, 0.930809,
                                     0.147602, 0.004733,  0.691367,  0.303900};

static Triple multiply(const double m[9], Triple t) {
    Triple product;
    for (int i = 0; i < 3; i++)
        product.v[i] = m[3 * i] * t.v[0] + m[3 * i + 1] * t.v[1] + m[3 * i + 2] * t.v[2];
    return product;
}

/* sRGB (IEC 61966-2-1) to linear light. */
static Triple parse(const char *color) {
    guint64 rgb = g_ascii_strtoull(color + 1, NULL, 16);
    Triple linear;
    for (int i = 0; i < 3; i++) {
        double c = (double)(rgb >> (16 - 8 * i) & 255) / 255;
        linear.v[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
    return linear;
}

static double lab_root(double t) {
    return t > 216. / 24389 ? cbrt(t) : (24389. / 27 * t + 16) / 116;
}

/* Linear RGB to CIE L*a*b*, D65. */
static Triple to_lab(Triple linear) {
    static const double XYZ[9] = {0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522,
                                  0.0721750, 0.0193339, 0.1191920, 0.9503041};
    for (int i = 0; i < 3; i++)
        linear.v[i] = fmin(fmax(linear.v[i], 0), 1);
    Triple xyz = multiply(XYZ, linear);
    double x = lab_root(xyz.v[0] / 0.95047), y = lab_root(xyz.v[1]);
    double z = lab_root(xyz.v[2] / 1.08883);
    return (Triple){{116 * y - 16, 500 * (x - y), 200 * (y - z)}};
}

static double radians(double degrees) {
    return degrees * G_PI / 180;
}

static double hue(double a, double b) {
    double h = atan2(b, a) * 180 / G_PI;
    return h < 0 ? h + 360 : h;
}

/* CIEDE2000 as in Sharma, Wu & Dalal 2005, Color Research & Application 30:21-30. */
static double difference(Triple p, Triple q) {
    double mean_c = (hypot(p.v[1], p.v[2]) + hypot(q.v[1], q.v[2])) / 2;
    double g = 0.5 * (1 - sqrt(pow(mean_c, 7) / (pow(mean_c, 7) + pow(25, 7))));
    double a1 = (1 + g) * p.v[1], a2 = (1 + g) * q.v[1];
    double c1 = hypot(a1, p.v[2]), c2 = hypot(a2, q.v[2]);
    double h1 = hue(a1, p.v[2]), h2 = hue(a2, q.v[2]);
    double dh = c1 * c2 > 0 ? h2 - h1 : 0;
    dh += dh > 180 ? -360 : dh < -180 ? 360 : 0;
    double d_l = q.v[0] - p.v[0], d_c = c2 - c1;
    double d_h = 2 * sqrt(c1 * c2) * sin(radians(dh / 2));
    double l = (p.v[0] + q.v[0]) / 2, c = (c1 + c2) / 2, h = (h1 + h2) / 2;
    if (c1 * c2 > 0 && fabs(h1 - h2) > 180)
        h += h1 + h2 < 360 ? 180 : -180;
    double t = 1 - 0.17 * cos(radians(h - 30)) + 0.24 * cos(radians(2 * h)) +
               0.32 * cos(radians(3 * h + 6)) - 0.20 * cos(radians(4 * h - 63));
    double s_l = 1 + 0.015 * (l - 50) * (l - 50) / sqrt(20 + (l - 50) * (l - 50));
    double s_c = 1 + 0.045 * c, s_h = 1 + 0.015 * c * t;
    double turn = 60 * exp(-pow((h - 275) / 25, 2));
    double r = -sin(radians(turn)) * 2 * sqrt(pow(c, 7) / (pow(c, 7) + pow(25, 7)));
    double x = d_l / s_l, y = d_c / s_c, z = d_h / s_h;
    return sqrt(x * x + y * y + z * z + r * y * z);
}

static void the_difference_is_that_of_the_published_pairs(void) {
    /* Pairs 1, 7 and 17 of Sharma, Wu & Dalal 2005, table 1. */
    CU_ASSERT_DOUBLE_EQUAL(
        difference((Triple){{50, 2.6772, -79.7751}}, (Triple){{50, 0, -82.7485}}), 2.0425, 5e-5);
    CU_ASSERT_DOUBLE_EQUAL(difference((Triple){{50, 0, 0}}, (Triple){{50, -1, 2}}), 2.3669, 5e-5);
    CU_ASSERT_DOUBLE_EQUAL(difference((Triple){{50, 2.5, 0}}, (Triple){{73, 25, -18}}), 27.1492,
                           5e-5);
}

enum { N_COLORS = HCP__PALETTE_SIZE + 2 };

static double least_difference(const double sight[9]) {
    Triple lab[N_COLORS];
    for (int k = 0; k < N_COLORS; k++) {
        const char *color = k < HCP__PALETTE_SIZE    ? hcp__palette[k]
                            : k == HCP__PALETTE_SIZE ? hcp__palette_other
                                                     : hcp__palette_missing;
        lab[k] = to_lab(multiply(sight, parse(color)));
    }
    double least = INFINITY;
    for (int a = 0; a < N_COLORS; a++)
        for (int b = 0; b < a; b++)
            least = fmin(least, difference(lab[a], lab[b]));
    return least;
}

static void all_colours_differ_for_all_readers(void) {
    CU_ASSERT_TRUE(least_difference(NORMAL) >= 8);
    CU_ASSERT_TRUE(least_difference(PROTANOPIA) >= 8);
    CU_ASSERT_TRUE(least_difference(DEUTERANOPIA) >= 8);
    CU_ASSERT_TRUE(least_difference(TRITANOPIA) >= 8);
}

HCP_TEST_MAIN(HCP_TEST(the_difference_is_that_of_the_published_pairs),
              HCP_TEST(all_colours_differ_for_all_readers))
