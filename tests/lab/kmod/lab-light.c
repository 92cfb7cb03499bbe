// SPDX-License-Identifier: GPL-2.0
/* lab-light: a display's backlight without a display, /sys/class/backlight/lab, brightness 0 to 100. */
#include <linux/backlight.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/platform_device.h>

static struct platform_device *panel;

static int update(struct backlight_device *light)
{
	return 0;
}

static const struct backlight_ops ops = { .update_status = update };

static int __init begin(void)
{
	const struct backlight_properties properties = { .type = BACKLIGHT_RAW, .max_brightness = 100, .brightness = 100 };
	struct backlight_device *light;

	panel = platform_device_register_simple("lab-light", PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(panel))
		return PTR_ERR(panel);
	light = devm_backlight_device_register(&panel->dev, "lab", &panel->dev, NULL, &ops, &properties);
	if (IS_ERR(light)) {
		platform_device_unregister(panel);
		return PTR_ERR(light);
	}
	return 0;
}

static void __exit end(void)
{
	platform_device_unregister(panel);
}

module_init(begin);
module_exit(end);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A backlight for trials");
