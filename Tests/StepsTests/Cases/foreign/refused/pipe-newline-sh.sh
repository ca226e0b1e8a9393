echo {{v}} |

    sh
